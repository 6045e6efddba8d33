"""Speed: medians and ratios against a limit that is measured in the same run."""
