package io.github.gradcam.benchmark.peers;

/** A library that computes networks. */
interface PeerLibrary {

  /** Its name and version. */
  String version();

  /** Loads a network, which stays open until the process ends. */
  PeerNetwork open(Plan plan, TestedNetwork network) throws Exception;
}
