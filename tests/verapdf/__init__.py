"""veraPDF, the reference validator of PDF/A and PDF/UA, for the tests."""
