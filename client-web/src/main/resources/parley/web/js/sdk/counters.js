/** What a session has been through since the person came in. */
export class Counters {
  /** Hellos that were welcomed. */
  connects = 0;
  /** Rooms that went on from a position. */
  resumes = 0;
  /** Ranges of numbers that were missing, and those of them that were loaded. */
  gapsFound = 0;
  gapsFilled = 0;
  /** Events that came again and were left out. */
  duplicates = 0;
  /** Own writes that reached the log. */
  stored = 0;
}
