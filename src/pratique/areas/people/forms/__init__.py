"""What the pages of people accept: validated here, saved by actions."""
