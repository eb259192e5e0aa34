"""The craft of guided sessions: what a careful teacher would remark in a script before a word of it is spoken."""
