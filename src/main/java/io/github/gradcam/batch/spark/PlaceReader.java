package io.github.gradcam.batch.spark;

import java.io.IOException;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;

/** Lists the images of a place, on an executor. */
final class PlaceReader implements FlatMapFunction<InputPlaces.Place, Row> {

  private static final long serialVersionUID = 1L;

  private final Broadcast<SerializableConfiguration> storage;
  private final String output;

  PlaceReader(Broadcast<SerializableConfiguration> storage, String output) {
    this.storage = storage;
    this.output = output;
  }

  @Override
  public Iterator<Row> call(InputPlaces.Place place) throws IOException {
    Configuration configuration = storage.value().value();
    HadoopFolderWalk walk =
        new HadoopFolderWalk(new Path(place.location()), place.deep(), output, configuration);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return walk.hasNext();
      }

      @Override
      public Row next() {
        return walk.next().row();
      }
    };
  }
}
