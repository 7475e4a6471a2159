"""The rules, by what they are about. A module that is added here is found."""
