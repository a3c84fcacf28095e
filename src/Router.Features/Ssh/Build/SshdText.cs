using Router.Features.Texts;

namespace Router.Features.Ssh.Build;

/// <summary>sshd_config(5): a keyword a line, its arguments apart by blanks, <c>#</c> begins a comment, quotes hold blanks.</summary>
internal sealed class SshdText : IFileLanguage
{
    public static string Value(string text) => IFileLanguage.Without(text, " #\"'");
}
