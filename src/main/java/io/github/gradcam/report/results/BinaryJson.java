package io.github.gradcam.report.results;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import org.apache.parquet.io.api.Binary;

/** Bytes of a column as base64 in JSON. */
final class BinaryJson {

  private BinaryJson() {}

  /** Bytes to base64. */
  static final class Writer extends StdScalarSerializer<Binary> {

    private static final long serialVersionUID = 1L;

    Writer() {
      super(Binary.class);
    }

    @Override
    public void serialize(Binary bytes, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeBinary(bytes.getBytesUnsafe());
    }
  }

  /** Base64 to bytes. */
  static final class Reader extends StdScalarDeserializer<Binary> {

    private static final long serialVersionUID = 1L;

    Reader() {
      super(Binary.class);
    }

    @Override
    public Binary deserialize(JsonParser json, DeserializationContext context) throws IOException {
      return Binary.fromConstantByteArray(json.getBinaryValue());
    }
  }
}
