namespace Router.Features.Interfaces.Kinds.Pppoe;

/// <summary>Where a line's files are on the device.</summary>
public static class PppoeFiles
{
    public const string OptionsFolder = "/etc/ppp/lines", SessionsFolder = "/run/router/pppoe", PausesFolder = "/run/router/pppoe-pauses";

    /// <summary>pppd's options, by the kernel's name of the link that the line calls over.</summary>
    public static string Options(string link) => $"{OptionsFolder}/{link}";

    /// <summary>What the session's script wrote of it; by the interface's name. Not there without a session.</summary>
    public static string Session(string name) => $"{SessionsFolder}/{name}";

    /// <summary>
    /// The pause between two sessions, as the line's script wrote it last; by the kernel's name of the link. Not there before the first.
    /// </summary>
    public static string Pause(string link) => $"{PausesFolder}/{link}";
}
