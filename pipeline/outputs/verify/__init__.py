"""Documents on the disk, edited by hand or not, are held against those the program would write."""
