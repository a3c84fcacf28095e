using System.Text;
using Router.Console.Edges;

namespace Router.Console.Tests;

/// <summary>A terminal whose keys and input are given, and whose screen is text.</summary>
internal sealed class ScriptedTerminal(bool interactive = false) : ITerminal
{
    private readonly Queue<(ConsoleKeyInfo Key, bool Late, Action? Before)> keys = new();
    private readonly StringBuilder screen = new();
    private bool late;
    private Action? pause;

    public byte[] Input { get; set; } = [];

    public bool IsInteractive => interactive;

    public bool IsScreen => interactive;

    public bool IsDeserted => false;

    public int Width { get; init; } = 80;

    public int Height { get; init; } = 24;

    public string Screen
    {
        get
        {
            lock (screen)
                return screen.ToString();
        }
    }

    /// <summary>Keys come as quickly as when they are pasted, but for those after <see cref="Wait"/>.</summary>
    public bool Burst { get; init; }

    /// <summary>Letters as they are; <c>^A</c> to <c>^_</c> are control keys, <c>\r</c> Enter, <c>\t</c> Tab.</summary>
    public ScriptedTerminal Type(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '^' && i + 1 < text.Length)
                Press((char)(text[++i] - '@'), default, control: true);
            else
                Press(
                    text[i],
                    text[i] switch { '\r' or '\n' => ConsoleKey.Enter, '\t' => ConsoleKey.Tab, '\e' => ConsoleKey.Escape, _ => default });
        }
        return this;
    }

    public ScriptedTerminal Press(ConsoleKey key, ConsoleModifiers modifiers = 0)
    {
        Enqueue(new ConsoleKeyInfo(
            '\0', key, modifiers.HasFlag(ConsoleModifiers.Shift),
            modifiers.HasFlag(ConsoleModifiers.Alt), modifiers.HasFlag(ConsoleModifiers.Control)));
        return this;
    }

    /// <summary>The next key comes late, and not before <paramref name="before"/> is done.</summary>
    public ScriptedTerminal Wait(Action? before = null)
    {
        late = true;
        pause = before;
        return this;
    }

    public string TakeScreen()
    {
        var text = Screen;
        lock (screen)
            screen.Clear();
        return text;
    }

    public void Write(string text)
    {
        lock (screen)
            screen.Append(text);
    }

    public void WriteError(string text) => Write(text);

    /// <summary>What was written as bytes.</summary>
    public List<byte> Bytes { get; } = [];

    public void WriteBytes(ReadOnlyMemory<byte> bytes) => Bytes.AddRange(bytes.Span);

    public bool HasMoreWithin(TimeSpan time) => Burst && keys.TryPeek(out var next) && !next.Late;

    public ConsoleKeyInfo? ReadKey()
    {
        if (!keys.TryDequeue(out var next))
            return null;
        next.Before?.Invoke();
        return next.Key;
    }

    public string? ReadLine() => null;

    public Stream OpenInput() => new MemoryStream(Input);

    public byte[] ReadAll(int limit) => Input.Length > limit ? throw new InvalidDataException() : Input;

    public Task<T> WithInterruptAsync<T>(Func<CancellationToken, Task<T>> work) => work(TestContext.Current.CancellationToken);

    private void Press(char c, ConsoleKey key, bool control = false) => Enqueue(new ConsoleKeyInfo(c, key, false, false, control));

    private void Enqueue(ConsoleKeyInfo key)
    {
        keys.Enqueue((key, late, pause));
        (late, pause) = (false, null);
    }
}
