using System.CommandLine;
using Router.Ctl.Cli;

namespace Router.Ctl.Completion;

/// <summary><c>routerctl completion SHELL</c>: a script for the shell to source. It asks routerctl itself for the candidates.</summary>
internal static class CompletionCommand
{
    public static Command Create(Terminal terminal)
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh or fish" };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        return new Command("completion", "Print a completion script: source <(routerctl completion bash)")
            .With(shell)
            .Runs(result =>
            {
                terminal.Out.Write(Script(result.GetRequiredValue(shell)));
                return ExitCode.Done;
            });
    }

    private static string Script(string shell) => shell switch
    {
        "bash" => """
            _routerctl() {
                local IFS=$'\n'
                COMPREPLY=($(compgen -W "$(routerctl "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _routerctl routerctl

            """,
        "zsh" => """
            #compdef routerctl
            _routerctl() {
                local -a candidates
                candidates=("${(@f)$(routerctl "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
                compadd -a candidates || _files
            }
            compdef _routerctl routerctl

            """,
        "fish" => """
            function __routerctl
                set -l line (commandline --current-process --cut-at-cursor)
                routerctl "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
            end
            complete --command routerctl --arguments '(__routerctl)'

            """,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
