namespace Router.Console.Lines;

/// <summary>What was typed is not a command. Exit code 2.</summary>
internal sealed class UsageException(string message, string hint) : Exception(message)
{
    public string Hint { get; } = hint;
}
