"""Figures held against their targets, each with the advice that belongs to it."""
