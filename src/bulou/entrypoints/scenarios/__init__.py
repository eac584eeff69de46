"""Scenarios of the law as people who are no programmers write them: read, tried, told in words. Needs no database and no Django."""
