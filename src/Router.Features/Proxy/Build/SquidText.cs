using Router.Features.Texts;

namespace Router.Features.Proxy.Build;

/// <summary>squid.conf: a directive a line, its words apart by blanks, <c>#</c> begins a comment, quotes hold a file to read.</summary>
internal sealed class SquidText : IFileLanguage
{
    public static string Value(string text) => IFileLanguage.Without(text, " #\"'");
}
