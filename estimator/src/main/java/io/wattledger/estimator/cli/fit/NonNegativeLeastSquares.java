package io.wattledger.estimator.cli.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * Least squares under x ≥ 0, from the normal equations: the active-set method of Lawson and Hanson, "Solving Least Squares
 * Problems", 1974, chapter 23, in the form of Bro and de Jong, Journal of Chemometrics 11, 1997.
 */
public final class NonNegativeLeastSquares {

    private static final double TOLERANCE = 1e-10;

    private final RealMatrix gram;
    private final RealVector moment;

    private NonNegativeLeastSquares(RealMatrix gram, RealVector moment) {
        this.gram = gram;
        this.moment = moment;
    }

    /**
     * Minimises xᵀGx − 2mᵀx over x ≥ 0.
     *
     * @param gram G = AᵀA, positive definite: the columns are independent, or a penalty makes them so
     * @param moment m = Aᵀb
     * @throws FitException if G is not positive definite
     */
    public static double[] solve(double[][] gram, double[] moment) {
        return new NonNegativeLeastSquares(new Array2DRowRealMatrix(gram), new ArrayRealVector(moment)).solve();
    }

    private double[] solve() {
        int size = moment.getDimension();
        double scale = IntStream.range(0, size)
                .mapToDouble(i -> Math.abs(moment.getEntry(i)))
                .max()
                .orElse(0);
        List<Integer> free = new ArrayList<>();
        RealVector x = new ArrayRealVector(size);
        // Each round lowers the sum of squares, so no set comes twice; the limit is for what rounding might do.
        for (int round = 0; round < 10 * size; round++) {
            int best = steepest(moment.subtract(gram.operate(x)), free, TOLERANCE * scale);
            if (best < 0) {
                return x.toArray();
            }
            free.add(best);
            x = descend(x, free);
        }
        throw new FitException("the non-negative fit does not end; terms that say nearly the same have to be left out");
    }

    /** The held number that gains most by growing; −1 where none gains. */
    private static int steepest(RealVector gain, List<Integer> free, double least) {
        int best = -1;
        for (int i = 0; i < gain.getDimension(); i++) {
            if (!free.contains(i) && gain.getEntry(i) > (best < 0 ? least : gain.getEntry(best))) {
                best = i;
            }
        }
        return best;
    }

    /** Goes to the minimum over the free numbers, as far as none becomes negative; those that reach 0 are held there. */
    private RealVector descend(RealVector from, List<Integer> free) {
        RealVector x = from;
        while (true) {
            RealVector goal = unconstrained(free);
            double step = 1;
            for (int i : free) {
                if (goal.getEntry(i) <= 0) {
                    step = Math.min(step, x.getEntry(i) / (x.getEntry(i) - goal.getEntry(i)));
                }
            }
            x = x.add(goal.subtract(x).mapMultiply(step));
            if (step == 1) {
                return x;
            }
            RealVector reached = x;
            free.removeIf(i -> reached.getEntry(i) <= TOLERANCE * Math.abs(from.getEntry(i)));
            for (int i = 0; i < x.getDimension(); i++) {
                if (!free.contains(i)) {
                    x.setEntry(i, 0);
                }
            }
        }
    }

    private RealVector unconstrained(List<Integer> free) {
        int[] rows = free.stream().mapToInt(Integer::intValue).toArray();
        RealVector some = new ArrayRealVector(
                IntStream.of(rows).mapToDouble(moment::getEntry).toArray());
        RealVector solved;
        try {
            solved = new CholeskyDecomposition(gram.getSubMatrix(rows, rows))
                    .getSolver()
                    .solve(some);
        } catch (org.hipparchus.exception.MathRuntimeException e) {
            throw new FitException("terms of the fit say the same of all rows: " + e.getMessage());
        }
        RealVector all = new ArrayRealVector(moment.getDimension());
        for (int i = 0; i < rows.length; i++) {
            all.setEntry(rows[i], solved.getEntry(i));
        }
        return all;
    }
}
