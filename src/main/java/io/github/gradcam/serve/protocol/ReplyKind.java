package io.github.gradcam.serve.protocol;

import io.github.gradcam.serve.http.WebCall;
import io.github.gradcam.serve.http.WebFault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a client takes as a reply. */
enum ReplyKind {
  /** All of it, as JSON. */
  JSON("application/json"),
  /** The drawing. */
  PNG("image/png"),
  /** The heatmap, as NumPy reads it. */
  NPY("application/x-npy");

  private static final double SMALLEST = 1e-9;

  private final String type;

  ReplyKind(String type) {
    this.type = type;
  }

  String type() {
    return type;
  }

  private record Range(String type, double quality) {

    /** Reads such as {@code image/*;q=0.8}; what cannot be read wants nothing. */
    static Range of(String text) {
      String[] parts = text.strip().toLowerCase(Locale.ROOT).split("\\s*;\\s*", -1);
      double quality = 1;
      for (String part : parts) {
        if (part.matches("q=[01](\\.\\d{0,3})?")) {
          quality = Double.parseDouble(part.substring(2));
        }
      }
      return new Range(parts[0], quality);
    }

    boolean takes(ReplyKind kind) {
      return quality > SMALLEST
          && (type.equals("*/*")
              || type.equals(kind.type)
              || type.equals(kind.type.substring(0, kind.type.indexOf('/')) + "/*"));
    }
  }

  /** The one of some that the client likes best; JSON where it does not say. */
  static ReplyKind of(WebCall call, EnumSet<ReplyKind> offered) throws WebFault {
    String accept = call.header("Accept");
    if (accept == null || accept.isBlank()) {
      return JSON;
    }
    List<Range> ranges = new ArrayList<>();
    for (String text : accept.split(",", -1)) {
      ranges.add(Range.of(text));
    }
    ranges.sort(Comparator.comparingDouble(range -> -range.quality()));
    for (Range range : ranges) {
      Optional<ReplyKind> kind = offered.stream().filter(range::takes).findFirst();
      if (kind.isPresent()) {
        return kind.get();
      }
    }
    throw new WebFault(
        WebFault.NOT_ACCEPTABLE,
        "Expected Accept to allow %s, found '%s'"
            .formatted(names(offered), AskedOptions.shortened(accept)));
  }

  private static String names(Set<ReplyKind> kinds) {
    return kinds.stream().map(ReplyKind::type).collect(Collectors.joining(", "));
  }
}
