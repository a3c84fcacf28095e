using Router.Features.Texts;

namespace Router.Features.Frr.Build;

/// <summary>FRR's files: a command a line, its words apart by blanks, <c>!</c> and <c>#</c> begin a comment.</summary>
internal sealed class FrrText : IFileLanguage
{
    public static string Value(string text) => IFileLanguage.Without(text, " !#");
}
