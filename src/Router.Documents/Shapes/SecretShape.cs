namespace Router.Documents.Shapes;

/// <summary><c>!secret NAME</c>.</summary>
internal static class SecretShape
{
    public static readonly ScalarShape<SecretReference> Shape = new(
        "secret",
        (string text, out SecretReference value) =>
        {
            value = new SecretReference(text);
            var plain = text.Length is > 0 and <= 64 && text[0] != '.'
                && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
            return plain ? null : "is no name of a secret: letters, digits, '-', '_' and '.', 64 at most";
        },
        secret => secret.Name)
    {
        ExampleText = "!secret guest-nas",
        Names = NameKind.Secret,
    };
}
