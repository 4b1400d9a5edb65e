"""One contact with a person, its forms and its findings."""
