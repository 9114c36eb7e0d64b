// Frames of a camera: the newest wins, and one request is under way at a time.

const WIDTH = 640;

export class Webcam {
  /** @param each is given a frame as a JPEG, and is awaited before the next is taken */
  constructor(each) {
    this.each = each;
    this.stream = null;
  }

  get running() {
    return this.stream !== null;
  }

  async start() {
    if (!navigator.mediaDevices?.getUserMedia) {
      throw new Error(
        "Expected a page at localhost or by HTTPS, where browsers let a camera be used, found another; put a proxy with HTTPS before the server",
      );
    }
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({ video: { width: { ideal: WIDTH } } });
    } catch (failure) {
      throw new Error(
        failure.name === "NotAllowedError"
          ? "Expected to be allowed to use the camera, found that the browser says no; allow it in the address bar"
          : "Expected a camera, found none that can be opened",
      );
    }
    this.run(this.stream);
  }

  stop() {
    this.stream?.getTracks().forEach((track) => track.stop());
    this.stream = null;
  }

  async run(stream) {
    const video = document.createElement("video");
    video.muted = true;
    video.playsInline = true;
    video.srcObject = stream;
    await video.play();
    const canvas = document.createElement("canvas");
    while (this.stream === stream) {
      const scale = Math.min(1, WIDTH / video.videoWidth);
      canvas.width = Math.round(video.videoWidth * scale);
      canvas.height = Math.round(video.videoHeight * scale);
      canvas.getContext("2d").drawImage(video, 0, 0, canvas.width, canvas.height);
      const frame = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.9));
      await this.each(frame);
      await new Promise((done) => requestAnimationFrame(done)); // lets keys and clicks in
    }
    video.srcObject = null;
  }
}
