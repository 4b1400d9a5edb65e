"""The languages of the pages: English, French, Spanish, Arabic."""
