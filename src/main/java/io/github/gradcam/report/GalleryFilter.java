package io.github.gradcam.report;

/** A button that shows the pictures of one predicted class: its number, label and pictures. */
record GalleryFilter(int number, String label, int count) {}
