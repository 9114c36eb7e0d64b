package io.github.gradcam.model.device;

import io.github.gradcam.model.kernel.KernelRuntime;
import io.github.gradcam.model.kernel.Precision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.javacpp.BytePointer;
import org.tensorflow.TensorFlow;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.global.tensorflow;

/** Asks TensorFlow for its devices, which only its interface for C tells. */
final class NativeDevices {

  private NativeDevices() {}

  /**
   * Lists them by a session of its own. It is set up as those of classifiers are, because
   * TensorFlow settles a card's memory once a process: what it takes grows with what is needed.
   *
   * @param names of the devices
   * @return processors first, each kind in the order of the numbers
   */
  static List<FoundDevice> list(DeviceNames names) {
    KernelRuntime.settle();
    TensorFlow.version(); // loads the native library
    byte[] settings = Execution.of(Precision.FLOAT32).sessionConfig().toByteArray();
    try (TF_Status status = TF_Status.newStatus();
        TF_SessionOptions options = TF_SessionOptions.newSessionOptions();
        BytePointer config = new BytePointer(settings)) {
      tensorflow.TF_SetConfig(options, config, settings.length, status);
      status.throwExceptionIfNotOK();
      try (TF_Graph graph = TF_Graph.newGraph();
          TF_Session session = TF_Session.newSession(graph, options, status)) {
        status.throwExceptionIfNotOK();
        return list(session, names, status);
      }
    }
  }

  private static List<FoundDevice> list(TF_Session session, DeviceNames names, TF_Status status) {
    TF_DeviceList list = tensorflow.TF_SessionListDevices(session, status);
    status.throwExceptionIfNotOK();
    try {
      List<FoundDevice> found = new ArrayList<>();
      for (int i = 0; i < tensorflow.TF_DeviceListCount(list); i++) {
        String kind = tensorflow.TF_DeviceListType(list, i, status).getString();
        String name = tensorflow.TF_DeviceListName(list, i, status).getString();
        long memory = tensorflow.TF_DeviceListMemoryBytes(list, i, status);
        status.throwExceptionIfNotOK();
        device(kind, name).ifPresent(device -> found.add(found(device, memory, names)));
      }
      found.sort(
          Comparator.comparing((FoundDevice each) -> each.device().kind())
              .thenComparing(each -> each.device().number()));
      return List.copyOf(found);
    } finally {
      tensorflow.TF_DeleteDeviceList(list);
    }
  }

  /** What TensorFlow tells of a processor's memory is a number without meaning. */
  private static FoundDevice found(Device device, long memory, DeviceNames names) {
    boolean card = device.kind() == Device.Kind.GPU;
    return new FoundDevice(device, card ? memory : 0, names.of(device));
  }

  /** Reads such as {@code /job:localhost/replica:0/task:0/device:GPU:0}. */
  private static Optional<Device> device(String kind, String name) {
    int number = Integer.parseInt(name.substring(name.lastIndexOf(':') + 1));
    return Stream.of(Device.Kind.values())
        .filter(known -> known.name().equals(kind))
        .findFirst()
        .map(known -> new Device(known, number));
  }
}
