using Router.Features.Texts;

namespace Router.Features.Interfaces.Build;

/// <summary>
/// dhcpcd.conf(5): an option a line, its words apart by blanks, <c>#</c> begins a comment, quotes and backslashes mean something.
/// </summary>
internal sealed class DhcpcdText : IFileLanguage
{
    public static string Value(string text) => IFileLanguage.Without(text, " #\"\\");
}
