using Router.Core.Config;

namespace Router.Daemon.Engine;

/// <summary>Documents on their way into the engine.</summary>
internal static class Documents
{
    /// <summary>Forwards nothing, offers nothing.</summary>
    public static readonly RunningConfiguration EmptyConfiguration = new(
        new CheckedDocument(ConfigDocument.Empty, ConfigDocument.Empty.Reading.Config), null, Author.Daemon, DateTimeOffset.UnixEpoch, null);

    /// <exception cref="InvalidDocumentException">It has problems: all of them.</exception>
    public static CheckedDocument Check(ReadOnlyMemory<byte> utf8)
    {
        var reading = ConfigReader.Read(utf8);
        if (reading.Document is null || reading.Problems.Count > 0)
            throw new InvalidDocumentException(Summary(reading.Problems.Count), reading.Problems);
        return new CheckedDocument(reading.Document, reading.Config);
    }

    private static string Summary(int count) => $"the configuration has {(count == 1 ? "a problem" : $"{count} problems")}; nothing was changed";
}
