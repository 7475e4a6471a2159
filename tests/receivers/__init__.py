"""Programs of others that receive what we export: do they score as we do?"""
