package dev.watchkeeper.jobs.detection;

import dev.watchkeeper.jobs.detection.bench.BrokenShop;
import dev.watchkeeper.jobs.detection.config.DetectionConfig;
import dev.watchkeeper.jobs.local.LocalFlink;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;

/** The detection job with stand-in models in a process of its own that a test may kill: {@code key=value …}. */
public final class DetectionProcess {

    private DetectionProcess() {}

    /** Runs until it is killed. */
    public static void main(String[] arguments) throws Exception {
        Configuration config = new Configuration();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            config.setString(argument.substring(0, equals), argument.substring(equals + 1));
        }
        config.set(DetectionConfig.SEASON, BrokenShop.DAY);
        LocalFlink flink = LocalFlink.start(config);
        Optional<Path> checkpoint = flink.submit(DetectionJob.NAME, (env, settings) -> {
            if (config.contains(HaltingStorage.FOLDER)) {
                Configuration halting = new Configuration();
                halting.set(CheckpointingOptions.CHECKPOINT_STORAGE, HaltingStorage.Factory.class.getName());
                halting.set(HaltingStorage.FOLDER, config.get(HaltingStorage.FOLDER));
                env.configure(halting);
            }
            DetectionJob.build(env, settings, new StandIns());
        });
        System.out.println("GOES ON FROM " + checkpoint.map(Path::toString).orElse("the beginning"));
        System.out.flush();
        new CountDownLatch(1).await();
    }
}
