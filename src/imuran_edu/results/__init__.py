"""What the grades and the answers of a class say. Pure: results in, findings and pages out."""
