package dev.serai.provider.outlook;

import dev.serai.refusal.Invalid;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names of folders. */
final class OutlookFolder {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_=+-]{1,512}");

    private OutlookFolder() {}

    /** @throws Invalid when it can't be the id or the well-known name of a folder */
    static @Nullable String checked(@Nullable String folder) {
        if (folder != null && !NAME.matcher(folder).matches()) {
            throw new Invalid("folder", "must be the id of a folder, or a name such as inbox or sentitems");
        }
        return folder;
    }
}
