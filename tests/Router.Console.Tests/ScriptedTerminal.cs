using System.Text;
using Router.Console.Edges;

namespace Router.Console.Tests;

/// <summary>A terminal whose keys and input are given, and whose screen is text.</summary>
internal sealed class ScriptedTerminal(bool interactive = false) : ITerminal
{
    private readonly Queue<ConsoleKeyInfo> keys = new();
    private readonly StringBuilder screen = new();

    public byte[] Input { get; set; } = [];

    public bool IsInteractive => interactive;

    public bool IsScreen => interactive;

    public bool IsDeserted => false;

    public int Width { get; init; } = 80;

    public int Height { get; init; } = 24;

    public string Screen => screen.ToString();

    /// <summary>Letters as they are; <c>^A</c> to <c>^_</c> are control keys, <c>\r</c> Enter, <c>\t</c> Tab.</summary>
    public ScriptedTerminal Type(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '^' && i + 1 < text.Length)
                Press((char)(text[++i] - '@'), default, control: true);
            else
                Press(text[i], text[i] switch { '\r' => ConsoleKey.Enter, '\t' => ConsoleKey.Tab, _ => default });
        }
        return this;
    }

    public ScriptedTerminal Press(ConsoleKey key, ConsoleModifiers modifiers = 0)
    {
        keys.Enqueue(new ConsoleKeyInfo('\0', key, modifiers.HasFlag(ConsoleModifiers.Shift), modifiers.HasFlag(ConsoleModifiers.Alt), modifiers.HasFlag(ConsoleModifiers.Control)));
        return this;
    }

    public string TakeScreen()
    {
        var text = Screen;
        screen.Clear();
        return text;
    }

    public void Write(string text) => screen.Append(text);

    public void WriteError(string text) => screen.Append(text);

    public ConsoleKeyInfo? ReadKey() => keys.TryDequeue(out var key) ? key : null;

    public string? ReadLine() => null;

    public byte[] ReadAll(int limit) => Input.Length > limit ? throw new InvalidDataException() : Input;

    public Task<T> WithInterruptAsync<T>(Func<CancellationToken, Task<T>> work) => work(TestContext.Current.CancellationToken);

    private void Press(char c, ConsoleKey key, bool control = false) => keys.Enqueue(new ConsoleKeyInfo(c, key, false, false, control));
}
