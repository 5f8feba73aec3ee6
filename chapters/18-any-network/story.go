package main

// story is about strokes.json, the example of this chapter.
const story = `A child has drawn two strokes that meet: one lying, one
standing. Is it a **corner** or a **crossing**? The first convolution has two
kernels. One answers to lying strokes, the other to standing ones. The second
convolution reads both maps at once and looks for places where strokes meet.
Its windows, and those of the pooling behind it, overlap, so many errors meet
on the way back. Class 0 is the corner, class 1 the crossing.`
