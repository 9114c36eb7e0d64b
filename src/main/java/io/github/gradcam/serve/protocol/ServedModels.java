package io.github.gradcam.serve.protocol;

import io.github.gradcam.model.NearestNames;
import io.github.gradcam.serve.http.WebFault;
import io.github.gradcam.serve.queue.ServedNetwork;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The models by their names: those that were named when the server started, and no others. */
public final class ServedModels implements AutoCloseable {

  private static final int LONGEST_NAME = 100;

  private final Map<String, ServedNetwork> byName = new LinkedHashMap<>();

  /**
   * Takes networks.
   *
   * @param networks at least one, each with a name of its own; closed with this
   */
  public ServedModels(List<ServedNetwork> networks) {
    networks.forEach(network -> byName.put(network.name(), network));
  }

  /** {@return their names, in the order of the command line} */
  public List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /**
   * Finds one.
   *
   * @param name as in an address
   * @return the network
   * @throws WebFault 404 if there is none; it names the nearest
   */
  public ServedNetwork find(String name) throws WebFault {
    ServedNetwork network = byName.get(name);
    if (network == null) {
      String asked = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
      throw new WebFault(
          WebFault.NOT_FOUND,
          "Expected a model of this server, found '%s'; nearest: %s"
              .formatted(asked, String.join(", ", NearestNames.of(asked, names(), 3))));
    }
    return network;
  }

  @Override
  public void close() {
    byName.values().forEach(ServedNetwork::close);
  }
}
