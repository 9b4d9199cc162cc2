package dev.watchkeeper.jobs.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.jobs.features.logs.LogPartial;
import dev.watchkeeper.jobs.features.logs.LogWindow;
import dev.watchkeeper.jobs.features.logs.LogWindows;
import dev.watchkeeper.jobs.features.logs.TemplateGroup;
import dev.watchkeeper.jobs.features.metrics.DerivedMemory;
import dev.watchkeeper.jobs.features.metrics.InstanceSample;
import dev.watchkeeper.jobs.features.metrics.SeriesBudget;
import dev.watchkeeper.jobs.features.metrics.ServiceSeries;
import dev.watchkeeper.jobs.features.metrics.StreamMemory;
import dev.watchkeeper.jobs.features.metrics.StreamPoint;
import dev.watchkeeper.jobs.features.services.Heartbeat;
import dev.watchkeeper.jobs.features.services.ServiceInput;
import dev.watchkeeper.jobs.features.services.ServiceMemory;
import dev.watchkeeper.jobs.features.services.ServiceWindow;
import dev.watchkeeper.jobs.features.spans.SpanFact;
import dev.watchkeeper.jobs.features.spans.SpanPartial;
import dev.watchkeeper.jobs.features.spans.TraceFacts;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept in state or sent between operators is serialized field by field, so that it can evolve. */
class StateTypesTest {

    @ParameterizedTest
    @ValueSource(
            classes = {
                SpanFact.class,
                TraceFacts.class,
                SpanPartial.class,
                LogPartial.class,
                LogWindow.class,
                LogWindows.Mined.class,
                TemplateGroup.class,
                StreamMemory.class,
                StreamPoint.class,
                SeriesBudget.Waiting.class,
                DerivedMemory.class,
                ServiceInput.class,
                ServiceSeries.Gathered.class,
                InstanceSample.class,
                ServiceWindow.class,
                ServiceMemory.class,
                Heartbeat.class
            })
    void type_hasNoFieldThatNeedsKryo(Class<?> type) {
        SerializerConfigImpl config = new SerializerConfigImpl();
        config.setGenericTypes(false);
        TypeInformation<?> information = TypeInformation.of(type);
        assertThat(information).isInstanceOf(PojoTypeInfo.class);
        assertThat(information.createSerializer(config)).isNotNull();
    }
}
