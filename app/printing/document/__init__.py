"""Documents: plain content, its canonical form, and the renderers that put it on paper."""
