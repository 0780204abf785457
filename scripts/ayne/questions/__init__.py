"""The analyst's questions: each an SQL file whose header comment says what is asked, how it is drawn and answered."""
