package dev.watchkeeper.models.train;

import dev.watchkeeper.models.scoring.LoadedModel;
import dev.watchkeeper.models.train.generate.Draw;
import dev.watchkeeper.models.train.generate.Effect;
import dev.watchkeeper.models.train.generate.Profile;
import dev.watchkeeper.models.train.judge.DemoFaults;
import dev.watchkeeper.models.train.judge.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.IntFunction;

/** {@code TrainMain OUT_FOLDER [--reduced]}: trains the shipped models again and prints how they do. */
public final class TrainMain {

    private static final long SEED = 20261123;
    private static final int SEEDS = 20;
    private static final int WARM_UP = 540;
    private static final int FAULT_WINDOWS = 30;

    private TrainMain() {}

    /** Trains, writes, judges. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 1 || arguments.length > 2) {
            System.err.println("usage: TrainMain OUT_FOLDER [--reduced]");
            System.exit(2);
        }
        Path into = Path.of(arguments[0]);
        boolean reduced = arguments.length == 2 && arguments[1].equals("--reduced");
        long start = System.nanoTime();
        Training.Trained trained =
                new Training(SEED, reduced ? Size.REDUCED : Size.FULL, line -> progress(start, line)).run(into);
        System.out.println("sha256   series " + trained.series().sha256());
        System.out.println("sha256   entity " + trained.entity().sha256());
        System.out.println("metrics  series " + trained.series().metrics());
        System.out.println("metrics  entity " + trained.entity().metrics() + " "
                + trained.entity().alertRule());
        judge(into);
        progress(start, "done");
    }

    private static void progress(long start, String line) {
        System.out.printf("%5.1f s  %s%n", (System.nanoTime() - start) / 1e9, line);
    }

    private static void judge(Path folder) {
        try (LoadedModel series = LoadedModel.ofFolder(folder.resolve("series"));
                LoadedModel entity = LoadedModel.ofFolder(folder.resolve("entity"))) {
            System.out.println(
                    "fault              found  windows: median, worst (of " + SEEDS + " shops, after 90 minutes)");
            for (Map.Entry<String, IntFunction<Effect>> fault : DemoFaults.all().entrySet()) {
                int[] windows = new int[SEEDS];
                for (int seed = 0; seed < SEEDS; seed++) {
                    Draw draw = Draw.of(77, seed);
                    Profile profile = DemoFaults.shop(draw);
                    Trial trial = new Trial(series, entity, profile, draw);
                    trial.quiet(WARM_UP);
                    windows[seed] = trial.alerting() ? -1 : trial.detect(fault.getValue(), FAULT_WINDOWS);
                }
                Arrays.sort(windows);
                long found = Arrays.stream(windows).filter(n -> n > 0).count();
                System.out.printf(
                        "%-18s %2d/%d  %d, %d%n", fault.getKey(), found, SEEDS, windows[SEEDS / 2], windows[SEEDS - 1]);
            }
        }
    }
}
