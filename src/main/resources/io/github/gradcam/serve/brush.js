// The region that is brushed over.

export class Brush {
  /** @param mask the canvas over the image */
  constructor(mask) {
    this.mask = mask;
    this.used = false;
  }

  clear() {
    this.mask.getContext("2d").clearRect(0, 0, this.mask.width, this.mask.height);
    this.used = false;
  }

  /** Whether the region is shown over the image. */
  show(shown) {
    this.mask.hidden = !shown;
  }

  /**
   * Brushes.
   *
   * @param place 0..1 from the left and the top
   * @param share of the longer side that the brush covers
   * @param width of the image, and its height
   */
  at(place, share, width, height) {
    if (!this.used || this.mask.width !== width || this.mask.height !== height) {
      this.mask.width = width;
      this.mask.height = height;
      this.used = true;
    }
    const context = this.mask.getContext("2d");
    context.fillStyle = "#fff";
    context.beginPath();
    context.arc(place.x * width, place.y * height, (share * Math.max(width, height)) / 2, 0, 2 * Math.PI);
    context.fill();
    this.show(true);
  }

  /** An image that is white where the region is and black elsewhere. */
  png() {
    const black = document.createElement("canvas");
    black.width = this.mask.width;
    black.height = this.mask.height;
    const context = black.getContext("2d");
    context.fillStyle = "#000";
    context.fillRect(0, 0, black.width, black.height);
    context.drawImage(this.mask, 0, 0);
    return new Promise((done) => black.toBlob(done, "image/png"));
  }
}
