package main

// story is about strokes.json, the example of this chapter.
const story = `A child has drawn two strokes that meet, one horizontal
and one vertical. Is it a **corner** (class 0) or a **crossing** (class 1)? The
first convolution has two kernels, of which one answers to horizontal strokes
and the other to vertical ones. The second convolution reads both maps at once
and looks for places where strokes meet. Its windows overlap, and so do those of
the pooling after it, which is why many gradients meet on the way back.`
