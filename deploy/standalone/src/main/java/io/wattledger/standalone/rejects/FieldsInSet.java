package io.wattledger.standalone.rejects;

import java.util.Map;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Lets {@code --set team=search} set a field of the event: keys of the configuration have a dot, fields have none. */
final class FieldsInSet implements IParameterPreprocessor {

    private static final String SET = "--set";
    private static final String FIELD = "--field";

    @Override
    public boolean preprocess(
            Stack<String> args, CommandSpec command, @Nullable ArgSpec arg, Map<String, Object> info) {
        // The next argument is the last element.
        for (int i = args.size() - 1; i >= 0; i--) {
            String each = args.get(i);
            if (each.equals(SET) && i > 0 && isField(args.get(i - 1))) {
                args.set(i, FIELD);
            } else if (each.startsWith(SET + "=") && isField(each.substring(SET.length() + 1))) {
                args.set(i, FIELD + each.substring(SET.length()));
            }
        }
        return false;
    }

    private static boolean isField(String assignment) {
        int equals = assignment.indexOf('=');
        return equals > 0 && assignment.lastIndexOf('.', equals) < 0;
    }
}
