"""How others write it: CSAF, the NVDB packet, security.txt."""
