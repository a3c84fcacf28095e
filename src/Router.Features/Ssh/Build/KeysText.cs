using Router.Features.Texts;

namespace Router.Features.Ssh.Build;

/// <summary>Keys as sshd(8) reads them, a line each; what stands behind a key is a comment, whatever it says.</summary>
internal sealed class KeysText : IFileLanguage
{
    public static string Value(string text) => IFileLanguage.Without(text, "");
}
