# Every command a developer needs; CI calls the same names. Options: make run ARGS="--port 8001"
PYTHON ?= python3
ARGS ?=

.PHONY: help install run test lint rules server house journeys docs catalogues bench
help:     ## what there is
	@grep -E '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/: *## */\t/'
install:  ## prepare everything without starting anything
	@$(PYTHON) tools/boot.py install $(ARGS)
run:      ## start Pratique with the demo mission on http://localhost:8000
	@$(PYTHON) tools/boot.py run $(ARGS)
test:     ## everything that must be green, in order; the last line is pytest's summary
	@$(PYTHON) tools/boot.py test $(ARGS)
lint:     ## style, types, import contracts, migrations, translations, templates
	@$(PYTHON) tools/boot.py lint $(ARGS)
rules:    ## the rules alone, in an environment with nothing but pytest and hypothesis
	@$(PYTHON) tools/boot.py rules $(ARGS)
server:   ## the tests that write, against a PostgreSQL server
	@$(PYTHON) tools/boot.py server $(ARGS)
house:    ## the tests of the repository itself
	@$(PYTHON) tools/boot.py house $(ARGS)
journeys: ## the browser stories
	@$(PYTHON) tools/boot.py journeys $(ARGS)
docs:     ## check the documents, and write the tables that come from the code
	@$(PYTHON) tools/boot.py docs $(ARGS)
catalogues: ## find new sentences of the pages, for translators
	@$(PYTHON) tools/boot.py catalogues $(ARGS)
bench:    ## measure, and write the table of figures
	@$(PYTHON) tools/boot.py bench $(ARGS)
