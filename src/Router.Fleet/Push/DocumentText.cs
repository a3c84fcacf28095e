using System.Text;
using Router.Features.Configuration;

namespace Router.Fleet.Push;

/// <summary>When two texts are one document, whatever an editor or a device did to the marks and line ends around it.</summary>
public static class DocumentText
{
    /// <summary>As a device of this version stores it.</summary>
    public static string AsStored(string text) => ConfigReader.Read(Encoding.UTF8.GetBytes(text)).Document?.ToText() ?? text;

    /// <summary>Line for line the same, but for a byte order mark, line ends, and blanks at the end of lines and of the text.</summary>
    public static bool Same(string one, string other) => one == other || Lines(one).SequenceEqual(Lines(other));

    private static IEnumerable<string> Lines(string text) =>
        text.TrimStart('\uFEFF').TrimEnd().Split('\n').Select(line => line.TrimEnd());
}
