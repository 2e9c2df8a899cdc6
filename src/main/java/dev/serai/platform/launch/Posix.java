package dev.serai.platform.launch;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;

/** What of the C library a start needs (POSIX.1). A call that fails throws with the library's error. */
interface Posix extends Library {

    /** What {@link #getpriority} and {@link #setpriority} are about: one process; with Linux, one thread. */
    int PRIO_PROCESS = 0;

    /** Makes this process another program. Returns only by an exception. */
    int execv(String program, String[] arguments) throws LastErrorException;

    /**
     * Gives this process, and the programs that it becomes or starts, an environment variable.
     *
     * @param overwrite 0: one that is there already stays as it is
     */
    int setenv(String name, String value, int overwrite) throws LastErrorException;

    /**
     * @param id a thread, by Linux's number; 0: the one that asks
     * @return from -20, the highest, to 19, the lowest
     */
    int getpriority(int which, int id) throws LastErrorException;

    /** Gives a thread a priority. Everybody may lower one, but only a privileged process raise it. */
    int setpriority(int which, int id, int priority) throws LastErrorException;

    /** @throws LinkageError when the C library can't be called here */
    static Posix load() {
        // JNA asks ldconfig else where libraries are, which takes a tenth of a second; this one is found without.
        System.setProperty("jna.platform.library.path", "");
        return Native.load("c", Posix.class);
    }
}
