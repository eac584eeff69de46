"""The measures of 2022, with a draft of which the articles on the form were read."""
