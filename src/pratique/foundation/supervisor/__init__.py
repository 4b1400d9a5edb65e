"""The processes of one Pratique: started in order, watched, restarted, stopped together."""
