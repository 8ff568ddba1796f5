package io.wattledger.topology;

/**
 * What was announced of a budget in a month.
 *
 * @param percent the highest threshold that was reached and not cleared; 0 if none
 * @param alerts how many
 */
record Announced(int percent, long alerts) {

    static final Announced NOTHING = new Announced(0, 0);
}
