using System.Text;

namespace Router.Image.Tests.Closure;

/// <summary>
/// Reads which programs a shell script calls: words where a command stands, in lists, substitutions, traps and behind words that run
/// others. What stands in a variable is not seen, but for <c>$b</c>, which is BusyBox in the initramfs.
/// </summary>
internal sealed class ShellCommands
{
    private static readonly HashSet<string> Runners = ["exec", "command", "xargs", "-exec", "$b", "env", "quietly"];

    private static readonly HashSet<string> Builtins =
    [
        ":", ".", "[", "break", "cd", "command", "continue", "echo", "eval", "exec", "exit", "export", "false", "kill", "local", "printf",
        "pwd", "read", "return", "set", "shift", "test", "trap", "true", "umask", "unset", "wait",
    ];

    private static readonly HashSet<string> Keywords = ["if", "then", "else", "elif", "fi", "do", "done", "while", "until", "{", "}", "!"];

    private readonly string text;
    private readonly HashSet<string> names;
    private readonly HashSet<string> functions;
    private int at;
    private int cases;
    private bool awaitsIn, runs, traps;

    private ShellCommands(string text, HashSet<string> names, HashSet<string> functions)
    {
        this.text = text;
        this.names = names;
        this.functions = functions;
    }

    public static IReadOnlySet<string> Of(string script)
    {
        HashSet<string> names = [], functions = [];
        new ShellCommands(script, names, functions).Read();
        names.ExceptWith(functions);
        names.ExceptWith(Builtins);
        return names;
    }

    private bool IsAtEnd => at >= text.Length;

    private void Read()
    {
        var (command, redirect, pattern) = (true, false, false);
        while (!IsAtEnd)
        {
            var c = text[at];
            if (pattern)
            {
                pattern = SkipPattern();
                command = true;
            }
            else if (c is ' ' or '\t')
                at++;
            else if (c == '\\' && at + 1 < text.Length && text[at + 1] == '\n')
                at += 2;
            else if (c == '#')
                SkipLine();
            else if (c is '\n' or ';' or '&' or '|' or '(' or ')')
            {
                pattern = c == ';' && cases > 0 && at + 1 < text.Length && text[at + 1] == ';';
                at += pattern ? 2 : 1;
                (command, redirect) = (true, false);
            }
            else if (c is '<' or '>')
            {
                redirect = true;
                at++;
                if (!IsAtEnd && text[at] is '&' or '>' or '<')
                    at++;
            }
            else
            {
                var word = Word();
                if (redirect || word.All(char.IsAsciiDigit) && !IsAtEnd && text[at] is '<' or '>')
                    redirect = false;
                else
                    (command, pattern) = Take(word, command);
            }
        }
    }

    /// <summary>Whether a command or a pattern of a case may follow.</summary>
    private (bool Command, bool Pattern) Take(string word, bool command)
    {
        if (word == "in" && awaitsIn)
        {
            awaitsIn = false;
            cases++;
            return (false, true);
        }
        if (command && Defines(word))
            return (true, false);
        if (Runners.Contains(word) && (command || word == "-exec"))
        {
            if (word.All(char.IsAsciiLetter))
                names.Add(word);
            runs = true;
            return (true, false);
        }
        if (!command)
            return (false, false);
        if (runs && word.StartsWith('-'))
            return (true, false);
        if (word is "case")
            awaitsIn = true;
        else if (word is "esac")
            cases--;
        else if (Keywords.Contains(word) || IsAssignment(word))
            return (true, false);
        else if (word is "trap")
            traps = true;
        else if (word is not "for" && !word.Contains('$', StringComparison.Ordinal))
            names.Add(word);
        runs = false;
        return (false, false);
    }

    private bool Defines(string word)
    {
        if (at + 1 >= text.Length || text[at] != '(' || text[at + 1] != ')')
            return false;
        functions.Add(word);
        at += 2;
        return true;
    }

    private static bool IsAssignment(string word)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && word[..equals].All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
    }

    /// <summary>To the parenthesis behind the patterns of a case, or over <c>esac</c>, after which none follows.</summary>
    private bool SkipPattern()
    {
        while (!IsAtEnd && char.IsWhiteSpace(text[at]))
            at++;
        if (string.CompareOrdinal(text, at, "esac", 0, 4) == 0)
        {
            at += 4;
            cases--;
            return false;
        }
        if (!IsAtEnd && text[at] == '#')
        {
            SkipLine();
            return true;
        }
        while (!IsAtEnd && text[at] != ')')
        {
            if (text[at] is '"' or '\'')
                Quoted(text[at], new StringBuilder());
            else
                at++;
        }
        at++;
        return false;
    }

    private void SkipLine()
    {
        while (!IsAtEnd && text[at] != '\n')
            at++;
    }

    /// <summary>One word, with what is substituted in it read too.</summary>
    private string Word()
    {
        var word = new StringBuilder();
        while (!IsAtEnd && text[at] is not (' ' or '\t' or '\n' or ';' or '&' or '|' or '(' or ')' or '<' or '>'))
        {
            if (text[at] is '"' or '\'')
                Quoted(text[at], word);
            else if (text[at] is '$' or '`')
                Substitution(word);
            else
            {
                if (text[at] == '\\' && at + 1 < text.Length)
                    at++;
                word.Append(text[at++]);
            }
        }

        return word.ToString();
    }

    private void Quoted(char quote, StringBuilder word)
    {
        var start = ++at;
        while (!IsAtEnd && text[at] != quote)
        {
            if (quote == '"' && text[at] is '$' or '`')
                Substitution(word);
            else
            {
                if (quote == '"' && text[at] == '\\')
                    at++;
                word.Append(text[Math.Min(at++, text.Length - 1)]);
            }
        }
        if (traps && quote == '\'')
            new ShellCommands(text[start..Math.Min(at, text.Length)], names, functions).Read();
        traps = false;
        at++;
    }

    private void Substitution(StringBuilder word)
    {
        var start = at;
        if (text[at] == '`')
        {
            var end = text.IndexOf('`', at + 1);
            new ShellCommands(text[(at + 1)..end], names, functions).Read();
            at = end + 1;
        }
        else if (at + 1 < text.Length && text[at + 1] is '(' or '{')
        {
            var (open, close) = text[at + 1] == '(' ? ('(', ')') : ('{', '}');
            at += 2;
            var inside = at;
            for (var depth = 1; depth > 0; at++)
                depth += text[at] == open ? 1 : text[at] == close ? -1 : 0;
            if (open == '(' && text[inside] != '(')
                new ShellCommands(text[inside..(at - 1)], names, functions).Read();
        }
        else
        {
            for (at++; !IsAtEnd && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_' or '?' or '!' or '#' or '@' or '*'); at++)
            {
            }
        }
        word.Append(text, start, at - start);
    }
}
