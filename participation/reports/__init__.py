"""Reports: typeset as accessible PDF, sealed by the organisation, verifiable."""
